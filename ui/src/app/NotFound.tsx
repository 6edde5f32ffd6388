import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '../kit/Empty';

export function NotFound() {
  return (
    <main>
      <Empty
        title="There is no such page"
        action={
          <Button component={Link} to="/live" variant="default" size="xs">
            Go to Live
          </Button>
        }
      >
        The address may be mistyped, or from another version.
      </Empty>
    </main>
  );
}
