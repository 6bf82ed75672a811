import { Button } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { act } from 'react'
import { expect, test } from 'vitest'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { click, eventually, getControl, renderWithStores } from '../../render-with-stores.tsx'

test('what needs a part that cannot be fetched says so, and works the next time', async () => {
  const asked: PromiseWithResolvers<string>[] = []
  const chunk = createChunk(() => {
    const next = Promise.withResolvers<string>()
    asked.push(next)
    return next.promise
  })
  const done: string[] = []
  function Page() {
    const call = useChunkCall(chunk)
    return (
      <>
        <Button onClick={() => call(loaded => done.push(loaded))}>Save</Button>
        <Notifications />
      </>
    )
  }
  const { body, text } = await renderWithStores(<Page />)
  await click(getControl(body, 'Save'))
  await act(async () => asked[0]?.reject(new TypeError('Failed to fetch dynamically imported module')))
  await eventually(() => expect(text()).toContain('This part could not be loaded. Either you are offline'))
  await click(getControl(body, 'Save'))
  await act(async () => asked[1]?.resolve('writer'))
  await eventually(() => expect(done).toEqual(['writer']))
})
