import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'

/** What is shown now, and the other one. Automatic is chosen in the settings. */
export function useThemeSwitch(): { readonly isDark: boolean; readonly toggle: () => void } {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'
  return { isDark, toggle: () => setColorScheme(isDark ? 'light' : 'dark') }
}
