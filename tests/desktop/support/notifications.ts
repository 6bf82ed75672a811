// The system's notifications, caught before they get there: on Electron as on the stand-in.
import type { ElectronApplication } from '@playwright/test'
import type { Notification } from 'electron'

export interface ShownNotification {
  readonly title: string
  readonly body: string
  /** Words of its buttons. */
  readonly buttons: readonly string[]
}

interface MainGlobal {
  notifications: Notification[]
}

/** Catches what is shown from now on. */
export const catchNotifications = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const caught: Notification[] = ((globalThis as unknown as MainGlobal).notifications = [])
    Notification.prototype.show = function show(this: Notification) {
      caught.push(this)
    }
  })

/** What was shown, oldest first. */
export const shownNotifications = (app: ElectronApplication): Promise<readonly ShownNotification[]> =>
  app.evaluate(() =>
    (globalThis as unknown as MainGlobal).notifications.map(({ title, body, actions }) => ({
      title,
      body,
      buttons: actions.map(({ text }) => text ?? '')
    }))
  )

/** The person presses a button of the one that was shown last, or clicks it beside its buttons. */
export const answerNotification = (app: ElectronApplication, button: string | undefined): Promise<void> =>
  app.evaluate((_electron, button) => {
    const last = (globalThis as unknown as MainGlobal).notifications.at(-1)
    if (last === undefined) throw new Error('no notification is shown')
    if (button === undefined) {
      last.emit('click', {})
      return
    }
    const actionIndex = last.actions.findIndex(({ text }) => text === button)
    if (actionIndex < 0) throw new Error(`the notification has no button ${button}`)
    last.emit('action', { actionIndex, selectionIndex: -1 }, actionIndex, -1)
  }, button)
