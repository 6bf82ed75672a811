import {
  Alert,
  Badge,
  type ComboboxProps,
  type CSSVariablesResolver,
  type DrawerProps,
  Modal,
  Tooltip,
  createTheme
} from '@mantine/core'

const sans = 'Inter, "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif'

// `extend` is for the types alone, and would bring the component to the sign-in page: those that it does not show go without.
/** A dialog's head is a `header` element, which a screen reader would take for a second banner of the page. */
const dialogParts = { header: { role: 'presentation' } }

/** Quiet chrome; colour only for meaning. The shades are the ones on which white text passes WCAG AA. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'md',
  fontFamily: sans,
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.375rem', lineHeight: '1.3' }, h2: { fontSize: '1.0625rem', lineHeight: '1.4' } }
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Alert: Alert.extend({
      // A tint and a line instead of a slab of colour; the words keep the text's own contrast.
      vars: ({ primaryColor }, { color = primaryColor }) => ({
        root: {
          '--alert-bg': `light-dark(var(--mantine-color-${color}-0), color-mix(in srgb, var(--mantine-color-${color}-6) 13%, var(--mantine-color-body)))`,
          '--alert-bd': `1px solid light-dark(var(--mantine-color-${color}-2), color-mix(in srgb, var(--mantine-color-${color}-6) 40%, var(--mantine-color-body)))`,
          '--alert-color': `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-3))`
        }
      }),
      styles: { title: { color: 'var(--mantine-color-bright)' } }
    }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', radius: 'sm', fw: 600 } }),
    // A closed list of options costs as much as an open one, at every start.
    Combobox: { defaultProps: { keepMounted: false } satisfies Partial<ComboboxProps> },
    Drawer: {
      styles: { title: { fontWeight: 650, lineHeight: 1.3 } },
      defaultProps: { attributes: dialogParts } satisfies Partial<DrawerProps>
    },
    Modal: Modal.extend({
      styles: { title: { fontWeight: 650, lineHeight: 1.3 } },
      defaultProps: { attributes: dialogParts, centered: true, overlayProps: { backgroundOpacity: 0.35 } }
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } })
  }
})

/** Mantine's own choices for these miss a contrast of 4.5:1 on the page's background. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-8)',
    '--coachdesk-page': 'var(--mantine-color-white)'
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': '#9c9c9c',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-3)',
    '--coachdesk-page': 'var(--mantine-color-dark-7)'
  }
})
