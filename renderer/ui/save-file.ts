import { minuteMs } from '#domain/time/durations.ts'

/** Hands a text to the browser as a download; it decides where the file goes. @param type its media type */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(address), minuteMs)
}
