// oxlint-disable typescript/no-require-imports -- a sandboxed preload is CommonJS
const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('sample', {
  /** @type {(channel: string, value: unknown) => Promise<unknown>} */
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  /** @param {(news: unknown) => void} listener */
  onNews: listener => {
    ipcRenderer.on('news', (_event, news) => listener(news))
  },
  /** @param {string} name */
  tryToRequire: name => {
    try {
      return typeof require(name)
    } catch (error) {
      return String(error)
    }
  },
  ipcRenderer
})
