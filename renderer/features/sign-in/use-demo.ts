import { useEffect, useState } from 'react'
import type { DemoOffer } from '#domain/wire/welcome.ts'
import { useSignIn } from '#renderer/store/hooks.ts'

/**
 * The people of the demo at this address, once the server has said so; undefined of any other server.
 * @param serverUrl undefined: nobody is asked
 */
export function useDemo(serverUrl: string | undefined): DemoOffer | undefined {
  const findDemo = useSignIn(state => state.findDemo)
  const [found, setFound] = useState<{ readonly serverUrl: string; readonly demo: DemoOffer | undefined }>()
  useEffect(() => {
    if (serverUrl === undefined) return undefined
    let isWanted = true
    void findDemo(serverUrl).then(demo => {
      if (isWanted) setFound({ serverUrl, demo })
    })
    return () => {
      isWanted = false
    }
  }, [serverUrl, findDemo])
  return found !== undefined && found.serverUrl === serverUrl ? found.demo : undefined
}
