/** All texts that the main process shows. */
export const words = {
  appName: 'CoachDesk',
  menu: {
    file: 'File',
    newSlot: 'New slot',
    settings: 'Settings…',
    print: 'Print…',
    savePdf: 'Save as PDF…',
    closeWindow: 'Close window',
    quit: 'Quit CoachDesk',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    pasteAsText: 'Paste as plain text',
    selectAll: 'Select all',
    search: 'Search…',
    view: 'View',
    syncNow: 'Sync now',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    reload: 'Reload the page',
    devTools: 'Developer tools',
    window: 'Window',
    minimize: 'Minimize',
    zoom: 'Zoom',
    allToFront: 'Bring all to front',
    help: 'Help',
    shortcuts: 'Keyboard shortcuts',
    openLogs: 'Open logs',
    checkForUpdates: 'Check for updates',
    about: 'About CoachDesk',
    services: 'Services',
    hide: 'Hide CoachDesk',
    hideOthers: 'Hide others',
    showAll: 'Show all'
  },
  contextMenu: {
    noSuggestions: 'No suggestions',
    addToDictionary: 'Add to dictionary',
    copyLink: 'Copy link address'
  },
  tray: {
    nextSession: (text: string) => `Next: ${text}`,
    noSession: 'No session ahead',
    signedOut: 'Nobody is signed in',
    open: 'Open CoachDesk',
    quit: 'Quit CoachDesk'
  },
  closing: {
    title: 'CoachDesk keeps running',
    text: 'CoachDesk is still here, to remind you of sessions and to sync your changes.',
    how: 'To bring the window back, use its icon among the system’s icons or start CoachDesk again. To end it, choose Quit there or in the File menu. In Settings you can have it end with its window.',
    keep: 'Keep running',
    quit: 'Quit now'
  },
  losing: {
    title: 'Quit and lose changes?',
    text: (count: number) =>
      count === 1
        ? '1 change has not reached the server yet and would be lost.'
        : `${count} changes have not reached the server yet and would be lost.`,
    why: 'This computer keeps nothing of CoachDesk once it ends, as you chose. Connect to the server and wait until everything is synced, then quit.',
    stay: 'Stay',
    quit: 'Quit and lose them'
  },
  crashed: {
    title: 'CoachDesk’s page has stopped twice',
    text: 'Your saved changes are safe on this computer. Loading the page again usually helps; if it stops again, the logs under Help say where.',
    reload: 'Load again',
    quit: 'Quit'
  },
  pdf: {
    title: 'Save as PDF',
    fallbackName: 'CoachDesk',
    kind: 'PDF'
  },
  about: {
    versions: ({
      electron,
      chrome,
      node
    }: {
      readonly electron: string
      readonly chrome: string
      readonly node: string
    }) => `Electron ${electron}\nChromium ${chrome}\nNode.js ${node}`
  },
  fault: {
    title: 'CoachDesk has to end',
    text: 'Something went wrong that should not happen. Your saved changes are safe; start CoachDesk again. The logs say more.'
  }
} as const
