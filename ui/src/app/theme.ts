import { createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#edf0fc',
  '#d6ddf8',
  '#b0bdf2',
  '#93a8ff',
  '#6a83ec',
  '#4a66dc',
  '#3350c9',
  '#2a43ab',
  '#22368a',
  '#1a2a6b',
];

/** Mantine's greys of the dark scheme, a little blue like ours. */
const dark: MantineColorsTuple = [
  '#e9ebee',
  '#c3c9d1',
  '#a9b1bc',
  '#949da9',
  '#3c424c',
  '#282c33',
  '#1e2126',
  '#16181c',
  '#121418',
  '#0e1013',
];

/** The look that every Mantine component takes; colours of our own are in tokens.css. */
export const theme = createTheme({
  primaryColor: 'ink',
  colors: { ink, dark },
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '26px' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
});
