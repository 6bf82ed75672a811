import { strict } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'

export const shell = strict('shell', {
  openExternal: (url: string) => Promise.resolve(recordRequest('open-external', { url })),
  openPath(path: string) {
    recordRequest('open-path', { path })
    return Promise.resolve('')
  },
  showItemInFolder: (path: string) => recordRequest('show-item', { path }),
  trashItem: (path: string) => Promise.resolve(recordRequest('trash-item', { path })),
  beep: () => recordRequest('beep')
})
