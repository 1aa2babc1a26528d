// Mantine told about our tokens. The values themselves live in tokens.css; here only what Mantine must know by name.
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core'

const yes: MantineColorsTuple = [
  '#EAF6F1',
  '#DFF0EA',
  '#B3DFD0',
  '#7FD0B6',
  '#45C29E',
  '#26A583',
  '#12866A',
  '#0B6A53',
  '#085744',
  '#04382B',
]
const gray: MantineColorsTuple = [
  '#F5F7F6',
  '#EEF2F0',
  '#E1E7E4',
  '#C9D2CE',
  '#A9B5B0',
  '#78857F',
  '#5D6A65',
  '#414E49',
  '#2B3934',
  '#13201B',
]
const dark: MantineColorsTuple = [
  '#E8EFEC',
  '#B6C2BD',
  '#94A19B',
  '#74827C',
  '#394641',
  '#26312D',
  '#1B2421',
  '#131A17',
  '#0C1210',
  '#070B09',
]

export const theme = createTheme({
  primaryColor: 'yes',
  primaryShade: { light: 7, dark: 4 },
  // Mantine's autoContrast looks at the light shade only, so the text on a filled button is said here.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    const isYes = (input.color ?? input.theme.primaryColor) === 'yes'
    return input.variant === 'filled' && isYes
      ? { ...colors, color: 'var(--on-yes)', background: 'var(--yes)', hover: 'var(--yes-hover)' }
      : colors
  },
  colors: { yes, gray, dark },
  black: '#13201B',
  fontFamily: '"Hanken Grotesk Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '17px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '20px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '26px', lineHeight: '32px' },
      h2: { fontSize: '17px', lineHeight: '24px' },
      h3: { fontSize: '15px', lineHeight: '20px' },
      h4: { fontSize: '13px', lineHeight: '18px' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '20px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Table: {
      defaultProps: { tabularNums: true, borderColor: 'var(--line)', verticalSpacing: '9px', horizontalSpacing: 0 },
    },
    // Its button has no name, and picking a colour of the screen is no way to a sender's own.
    ColorInput: { defaultProps: { withEyeDropper: false } },
    Checkbox: { defaultProps: { iconColor: 'var(--on-yes)', radius: 'xs' } },
    Tabs: { defaultProps: { color: 'var(--ink)' } },
    Badge: { defaultProps: { radius: 'xs', variant: 'default' } },
    Drawer: { defaultProps: { position: 'right', size: 520, padding: 0 } },
    Modal: { defaultProps: { radius: 'lg', centered: true, padding: 'lg' } },
    SegmentedControl: { defaultProps: { size: 'xs', withItemsBorders: false } },
    Menu: { defaultProps: { shadow: 'md', radius: 'sm', withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
  },
})

const mantine = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-error': 'var(--broken)',
  '--mantine-color-anchor': 'var(--ink)',
  '--mantine-primary-color-contrast': 'var(--on-yes)',
  '--mantine-shadow-md': 'var(--float)',
  '--mantine-shadow-xl': 'var(--float)',
}

/** Mantine's own colour names, pointed at our tokens in both schemes. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: mantine, dark: mantine })
