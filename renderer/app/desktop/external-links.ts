import type { Desktop } from '#electron/contract/ipc-contract.ts'

/**
 * Opens links to phone numbers and other sites outside the application, whoever drew them: the window itself never leaves its
 * page. Returns how to stop.
 * @param onNotOpened nothing on this computer opens such an address, or it is none that may be opened
 */
export function openLinksOutside(document: Document, desktop: Desktop, onNotOpened: (address: string) => void) {
  function follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    const address = link?.getAttribute('href') ?? ''
    if (event.defaultPrevented || !/^[a-z][a-z0-9+.-]*:/i.test(address)) return
    event.preventDefault()
    void desktop.call('shell:open-external', address).then(
      isOpened => isOpened || onNotOpened(address),
      () => onNotOpened(address)
    )
  }
  // The middle button would open a window.
  document.addEventListener('click', follow)
  document.addEventListener('auxclick', follow)
  return () => {
    document.removeEventListener('click', follow)
    document.removeEventListener('auxclick', follow)
  }
}
