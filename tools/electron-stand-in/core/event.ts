export interface SimEvent {
  defaultPrevented: boolean
  preventDefault(): void
}

/** An event whose default can be prevented, with its own fields. */
export const createEvent = <T extends object>(fields?: T): SimEvent & T => {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
    ...fields
  } as SimEvent & T
  return event
}
