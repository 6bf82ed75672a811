import type { NotificationAction, NotificationConstructorOptions } from 'electron'
import { createEvent } from '../core/event.ts'
import { StrictEmitter } from '../core/not-simulated.ts'
import { recordRequest } from '../core/os-record.ts'

/** Every notification that was shown, oldest first, also those that are closed. */
export const shownNotifications: Notification[] = []

/** Whether the system shows notifications at all; a spec may switch it off. */
export const notificationCentre = { isSupported: true, failure: undefined as string | undefined }

export class Notification extends StrictEmitter {
  id: string
  groupId: string
  title: string
  subtitle: string
  body: string
  silent: boolean
  urgency: string
  timeoutType: string
  hasReply: boolean
  replyPlaceholder: string
  sound: string
  closeButtonText: string
  toastXml: string
  icon: unknown
  actions: NotificationAction[]
  #isShown = false

  static isSupported(): boolean {
    return notificationCentre.isSupported
  }

  constructor(options: NotificationConstructorOptions = {}) {
    super(['show', 'click', 'close', 'reply', 'action', 'failed'])
    this.id = options.id ?? ''
    this.groupId = options.groupId ?? ''
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.urgency = options.urgency ?? 'normal'
    this.timeoutType = options.timeoutType ?? 'default'
    this.hasReply = options.hasReply ?? false
    this.replyPlaceholder = options.replyPlaceholder ?? ''
    this.sound = options.sound ?? ''
    this.closeButtonText = options.closeButtonText ?? ''
    this.toastXml = options.toastXml ?? ''
    this.icon = options.icon
    this.actions = options.actions ?? []
  }

  get isShown(): boolean {
    return this.#isShown
  }

  show(): void {
    const { title, body, silent, urgency, actions } = this
    const { failure } = notificationCentre
    recordRequest('notification', { title, body, silent, urgency, actions, toastXml: this.toastXml })
    if (failure !== undefined) {
      setImmediate(() => this.emit('failed', createEvent(), failure))
      return
    }
    shownNotifications.push(this)
    this.#isShown = true
    setImmediate(() => this.emit('show', createEvent()))
  }

  close(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.emit('close', createEvent({ reason: 'applicationHidden' }))
  }

  /** The person clicks it; the system then takes it away. */
  simulateClick(): void {
    this.#isShown = false
    this.emit('click', createEvent())
  }
  /** The person presses one of its buttons. */
  simulateAction(actionIndex: number): void {
    if (this.actions[actionIndex] === undefined) throw new Error(`the notification has no button ${actionIndex}`)
    this.#isShown = false
    this.emit('action', createEvent({ actionIndex, selectionIndex: -1 }), actionIndex, -1)
  }
  /** The person waves it away. */
  simulateDismissal(): void {
    this.#isShown = false
    this.emit('close', createEvent({ reason: 'userCanceled' }))
  }
}
