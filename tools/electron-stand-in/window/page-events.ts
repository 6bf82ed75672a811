import { fromChromium } from '../core/addresses.ts'
import { createEvent } from '../core/event.ts'
import { answerPage } from '../ipc/answer-page.ts'
import { bindingName, isolatedWorldName } from '../page/bootstrap.ts'
import type { PageMessage } from '../page/isolated-world.ts'
import type { PageTarget } from './page-target.ts'
import { noteWish } from './popups.ts'
import type { WebContents } from './web-contents.ts'

interface Frame {
  readonly url: string
  readonly urlFragment?: string
  readonly parentId?: string
}
interface Context {
  readonly name: string
  readonly uniqueId: string
  readonly auxData?: { readonly frameId?: string }
}
interface ConsoleCall {
  readonly type: string
  readonly args: readonly { readonly value?: unknown; readonly description?: string }[]
}
interface OpenedWindow {
  readonly url: string
  readonly windowName: string
  readonly windowFeatures: readonly string[]
}

const watchWorlds = (page: PageTarget, contents: WebContents): void => {
  page.on<{ context: Context }>('Runtime.executionContextCreated', ({ context }) => {
    const isOurs = context.name === isolatedWorldName && context.auxData?.frameId === page.targetId
    if (isOurs) contents.isolatedContext = context.uniqueId
  })
  page.on('Runtime.executionContextsCleared', () => {
    contents.isolatedContext = undefined
  })
  page.on<{ name: string; payload: string }>('Runtime.bindingCalled', ({ name, payload }) => {
    if (name !== bindingName) return
    const message = JSON.parse(payload) as PageMessage
    if (message.t === 'open') contents.open(message)
    else void answerPage(contents, message)
  })
}

const watchLoading = (page: PageTarget, contents: WebContents): void => {
  page.on<{ frame: Frame }>('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    contents.url = fromChromium(frame.url + (frame.urlFragment ?? ''))
    contents.emit('did-navigate', createEvent(), contents.url, 200, 'OK')
  })
  page.on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId !== page.targetId) return
    contents.url = fromChromium(url)
    contents.emit('did-navigate-in-page', createEvent(), contents.url, true)
  })
  page.on('Page.domContentEventFired', () => {
    if (contents.url !== 'about:blank') contents.emit('dom-ready', createEvent())
  })
  page.on('Page.loadEventFired', () => {
    if (contents.url !== 'about:blank') contents.finishLoading()
  })
}

/** Turns what Chromium tells about a page into the events and the state of its web contents. */
export const watchPage = (page: PageTarget, contents: WebContents): void => {
  watchWorlds(page, contents)
  watchLoading(page, contents)
  page.on<ConsoleCall>('Runtime.consoleAPICalled', ({ type, args }) => {
    const message = args.map(({ value, description }) => description ?? JSON.stringify(value) ?? '').join(' ')
    contents.emit('console-message', createEvent({ level: type, message, sourceId: '', lineNumber: 0 }))
  })
  page.on<OpenedWindow>('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
    noteWish(() => contents.open({ url, target: windowName, features: windowFeatures.join(',') }))
  })
  page.on('Inspector.targetCrashed', () => {
    contents.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 1 })
  })
}
