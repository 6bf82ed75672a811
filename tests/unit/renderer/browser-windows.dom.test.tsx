// What a window of a browser hears and remembers: each listener is one of the platform's own events.
import { afterEach, expect, test, vi } from 'vitest'
import { createBrowserParts } from '#renderer/application/browser-parts.ts'

afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

test('DR1 what is typed is stored when the page is left, reloaded or hidden, and not when it is shown again', () => {
  const leave = vi.fn()
  const stop = createBrowserParts(window).onLeave?.(leave)
  window.dispatchEvent(new Event('pagehide'))
  expect(leave).toHaveBeenCalledTimes(1)
  const visibility = vi.spyOn(document, 'visibilityState', 'get')
  visibility.mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(leave).toHaveBeenCalledTimes(2)
  visibility.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  expect(leave).toHaveBeenCalledTimes(2)
  stop?.()
  window.dispatchEvent(new Event('pagehide'))
  expect(leave).toHaveBeenCalledTimes(2)
})

test('SI2 what a window remembers for itself outlives a reload, and no other window has it', () => {
  createBrowserParts(window).windows?.own.setItem('coachdesk.mine', 'anna')
  expect(createBrowserParts(window).windows?.own.getItem('coachdesk.mine')).toBe('anna')
  // The browser gives a new window a `sessionStorage` of its own, and the same `localStorage`.
  sessionStorage.clear()
  expect(createBrowserParts(window).windows?.own.getItem('coachdesk.mine')).toBeNull()
  expect(localStorage).toHaveLength(0)
})
