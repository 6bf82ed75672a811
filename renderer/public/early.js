// Runs before the page is painted: gives the document the colours that were chosen here last.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('coachdesk:color-scheme')
  } catch {
    // Storage may be forbidden; then the system decides.
  }
  const isFixed = chosen === 'light' || chosen === 'dark'
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.dataset.mantineColorScheme = isFixed ? chosen : system
})()
