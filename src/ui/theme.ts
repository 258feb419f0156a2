import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** Portico's own scales. Shade 9 carries white text at 7:1, shade 4 stands on the dark ground at 6:1 (WCAG 2.2 AA). */
const harbor: MantineColorsTuple = [
  '#eff3ff',
  '#dfe7fd',
  '#bccbf8',
  '#98b0f3',
  '#8aa5f2',
  '#6485e8',
  '#4d70df',
  '#3f60cd',
  '#3654ba',
  '#2b479f',
]
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e4e7ec',
  '#d5d9e0',
  '#bcc2cc',
  '#8b93a1',
  '#667080',
  '#4d5564',
  '#333a47',
  '#1b202a',
]
const dark: MantineColorsTuple = [
  '#e3e6ec',
  '#c4cad5',
  '#a5adbb',
  '#8790a0',
  '#3d4553',
  '#2f3643',
  '#222833',
  '#171b23',
  '#11141a',
  '#0b0d12',
]
const red: MantineColorsTuple = [
  '#fef2f1',
  '#fde3e1',
  '#fac6c2',
  '#f7a49d',
  '#fb9189',
  '#ec6a60',
  '#dc4a40',
  '#c8382e',
  '#b42a22',
  '#9b221b',
]
const green: MantineColorsTuple = [
  '#eef9f2',
  '#d9f1e2',
  '#b1e2c4',
  '#85d2a3',
  '#6cc98f',
  '#40a96a',
  '#2c9257',
  '#207c48',
  '#186a3c',
  '#125a32',
]
const amber: MantineColorsTuple = [
  '#fff8e8',
  '#feedc8',
  '#fbdb93',
  '#f7c75d',
  '#f0b940',
  '#d99a1b',
  '#b97d0f',
  '#976409',
  '#7d5207',
  '#6b4505',
]

const sans =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

/** The head of a dialog is a `<header>`, and a second banner beside the page's own, which it is not (WAI-ARIA, banner). */
const noBanner = { header: { role: 'presentation' } }

/** The one theme. A portal lays its own colour over it with `brandVariables` (same parts, other variables). */
export const theme = createTheme({
  primaryColor: 'harbor',
  // Measured: with any lighter primary shade filled buttons and light badges miss 4.5:1.
  primaryShade: 9,
  autoContrast: true,
  colors: { harbor, gray, dark, red, green, amber },
  black: '#1b202a',
  fontFamily: sans,
  fontFamilyMonospace:
    "ui-monospace, SFMono-Regular, 'Cascadia Mono', 'Segoe UI Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.55', xl: '1.6' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  shadows: {
    xs: '0 1px 2px rgb(16 24 40 / 6%)',
    sm: '0 1px 3px rgb(16 24 40 / 8%), 0 1px 2px rgb(16 24 40 / 5%)',
    md: '0 6px 16px rgb(16 24 40 / 10%), 0 2px 4px rgb(16 24 40 / 5%)',
    lg: '0 12px 28px rgb(16 24 40 / 14%), 0 4px 8px rgb(16 24 40 / 6%)',
    xl: '0 24px 48px rgb(16 24 40 / 18%), 0 8px 16px rgb(16 24 40 / 8%)',
  },
  headings: {
    fontFamily: sans,
    fontWeight: '620',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
      h4: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Text: { defaultProps: { size: 'sm' } },
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } },
    // Rounder, the small box of a table's row is a circle, and a circle means: one of them.
    Checkbox: { defaultProps: { radius: 'xs' } },
    Badge: { defaultProps: { tt: 'none', fw: 550, variant: 'light', radius: 'xl' } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, multiline: true, maw: 320 } },
    Card: { styles: { root: { borderColor: 'var(--ui-line)' } } },
    Modal: {
      styles: {
        content: { background: 'var(--ui-raised)', border: '1px solid var(--ui-line)' },
        header: { background: 'var(--ui-raised)' },
        title: { fontWeight: 620, fontSize: 'var(--mantine-font-size-lg)' },
      },
      defaultProps: {
        attributes: noBanner,
        centered: true,
        radius: 'lg',
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Drawer: {
      styles: { title: { fontWeight: 620, fontSize: 'var(--mantine-font-size-lg)' } },
      defaultProps: {
        attributes: noBanner,
        position: 'right',
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.3 },
      },
    },
    Menu: { defaultProps: { shadow: 'md', radius: 'md' } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    InputWrapper: { styles: { label: { fontWeight: 550, marginBottom: 4 } } },
  },
})

/** Tinted grounds and their text on the dark side, where the library's own are loud; `primary` follows a portal's brand. */
const darkTints = Object.fromEntries(
  ['harbor', 'gray', 'red', 'green', 'amber', 'brand'].flatMap((color) => [
    [`--mantine-color-${color}-light`, `color-mix(in srgb, var(--mantine-color-${color}-6) 22%, transparent)`],
    [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--mantine-color-${color}-6) 30%, transparent)`],
    [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-2)`],
  ]),
)

/** Mantine's own dimmed, placeholder, error and disabled colours miss AA on our grounds; these reach 4.5:1 in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--ui-side-width': '248px' },
  light: {
    '--mantine-color-text': '#232936',
    '--mantine-color-dimmed': '#5b6575',
    '--mantine-color-placeholder': '#6a7383',
    '--mantine-color-error': '#b42a22',
    '--mantine-color-success': '#186a3c',
    '--mantine-color-disabled': '#eceef2',
    '--mantine-color-disabled-color': '#667080',
    '--mantine-color-default-border': '#d5d9e0',
    '--ui-line': '#e6e9ee',
    '--ui-ground': '#f7f8fa',
    '--ui-raised': '#ffffff',
    '--ui-hover': '#f2f4f7',
    '--ui-chosen': 'var(--mantine-primary-color-0)',
    '--ui-chosen-text': 'var(--mantine-primary-color-9)',
  },
  dark: {
    ...darkTints,
    '--mantine-primary-color-light': 'color-mix(in srgb, var(--mantine-primary-color-6) 22%, transparent)',
    '--mantine-primary-color-light-color': 'var(--mantine-primary-color-2)',
    '--mantine-color-dimmed': '#a5adbb',
    '--mantine-color-placeholder': '#98a1b0',
    '--mantine-color-error': '#fb9189',
    '--mantine-color-success': '#6cc98f',
    '--mantine-color-disabled': '#222833',
    '--mantine-color-disabled-color': '#98a1b0',
    '--mantine-color-default-border': '#3d4553',
    '--ui-line': '#2a303b',
    '--ui-ground': '#11141a',
    '--ui-raised': '#1b2029',
    '--ui-hover': '#222833',
    '--ui-chosen': 'color-mix(in srgb, var(--mantine-primary-color-9) 38%, #171b23)',
    '--ui-chosen-text': 'var(--mantine-primary-color-2)',
  },
})
