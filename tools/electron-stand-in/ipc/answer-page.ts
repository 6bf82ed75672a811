import { makeCodec } from '../core/codec.ts'
import { createEvent } from '../core/event.ts'
import type { PageMessage } from '../page/isolated-world.ts'
import type { WebContents } from '../window/web-contents.ts'
import { ipcMain } from './ipc-main.ts'

const codec = makeCodec()

const createIpcEvent = (sender: WebContents) =>
  createEvent({
    type: 'frame',
    sender,
    senderFrame: sender.mainFrame,
    frameId: 1,
    processId: sender.id,
    ports: [],
    reply: (channel: string, ...args: unknown[]) => sender.send(channel, ...args)
  })

/** Carries a message of a page's preload to the handlers, and an invocation's outcome back. */
export const answerPage = async (sender: WebContents, message: Exclude<PageMessage, { t: 'open' }>): Promise<void> => {
  const event = createIpcEvent(sender)
  const args = codec.decode(message.args) as unknown[]
  if (message.t === 'send') {
    sender.emit('ipc-message', event, message.channel, ...args)
    ipcMain.emit(message.channel, event, ...args)
    return
  }
  const { id, channel } = message
  try {
    const value = codec.encode(await ipcMain.call(channel, event, args))
    await sender.deliver({ t: 'result', id, value })
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    await sender.deliver({ t: 'result', id, error: String(error) })
  }
}
