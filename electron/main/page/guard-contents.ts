import { app, type Event, type WebContents } from 'electron'
import { mayNavigate } from './may-navigate.ts'
import { openExternally } from './open-externally.ts'

/** Every page that ever comes to be stays where it is: no way to another, no second window, no embedded page. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents))
}

function guard(contents: WebContents): void {
  const stay = (details: Event<{ readonly url: string }>): void => {
    if (!mayNavigate(details.url)) details.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    void openExternally(url)
    return { action: 'deny' }
  })
}
