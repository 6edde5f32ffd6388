import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { isSignedOut, problemFrom } from '../api/failure';
import { Troubled } from '../kit/Troubled';
import { Door } from './Door';
import { SignedOut } from './SignedOut';
import { loginQuery } from './session';

const route = getRouteApi('/login');

/** Where the one-time link leads. */
export function Login() {
  const { token } = route.useSearch();
  return token === undefined ? <SignedOut /> : <SigningIn token={token} />;
}

function SigningIn({ token }: { readonly token: string }) {
  const login = useQuery(loginQuery(token));
  if (login.data !== undefined) return <Navigate to="/live" replace />;
  if (login.error === null) {
    return (
      <Door title="Signing in">
        <Loader size="sm" aria-label="Signing in" />
      </Door>
    );
  }
  const { status } = problemFrom(login.error);
  if (isSignedOut(login.error) || (status >= 400 && status < 500)) return <SignedOut usedUp />;
  return (
    <Door title="Signing in">
      <Troubled what="your session" problem={problemFrom(login.error)} onRetry={() => void login.refetch()} />
    </Door>
  );
}
