const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

/** The key that goes with a letter for a command. Ctrl with K is a field's own on Apple's keyboards. */
export const commandKey = isApple ? '⌘' : 'Ctrl'

export function hasCommandKey({ ctrlKey, metaKey }: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean {
  return isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey
}
