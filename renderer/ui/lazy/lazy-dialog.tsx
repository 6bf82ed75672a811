import { Modal } from '@mantine/core'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChunkFailure, ChunkWait } from './chunk-states.tsx'
import { createChunk, useChunk } from './use-chunk.ts'

interface Closable {
  readonly onClose: () => void
}

/**
 * A dialog in a chunk of its own, fetched when it is first opened and kept from then on. In its place stands nothing for a second,
 * then a word that it is loading, and what can be done where it cannot be fetched.
 * @param closed the props that say that it is not open: `{ opened: false }`, `{ slot: undefined }`
 */
export function lazyDialog<P extends Closable, K extends Exclude<keyof P, 'onClose'>>(
  load: () => Promise<ComponentType<P>>,
  closed: Readonly<Pick<P, K>>
): ComponentType<P> {
  const chunk = createChunk(load)
  const isOpenWith = (props: P) => (Object.keys(closed) as K[]).some(key => props[key] !== closed[key])

  return function LazyDialog(props: P) {
    const isOpen = isOpenWith(props)
    const [isMounted, setMounted] = useState(false)
    const opener = useRef<Element>(null)
    const state = useChunk(chunk, isOpen || isMounted)
    const isLoaded = state.kind === 'loaded'
    const isStandIn = state.kind === 'failed' || (state.kind === 'loading' && state.isLate)

    useEffect(() => {
      if (isOpen && !isLoaded) opener.current ??= document.activeElement
      if (!isOpen) opener.current = null
    }, [isOpen, isLoaded])
    // A dialog remembers what had the focus when it opens, so it must be there before, and the focus where it was.
    useEffect(() => {
      if (!isLoaded || isMounted) return
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
      setMounted(true)
    }, [isLoaded, isMounted])

    if (state.kind !== 'loaded') return <StandIn opened={isOpen && isStandIn} state={state} onClose={props.onClose} />
    const Dialog = state.value
    return <Dialog {...props} {...(isMounted ? {} : closed)} />
  }
}

function StandIn(props: {
  readonly opened: boolean
  readonly state: { readonly kind: 'unneeded' | 'loading' } | { readonly kind: 'failed'; readonly retry: () => void }
  readonly onClose: () => void
}) {
  const { t } = useTranslation('shared')
  const { state } = props
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t(state.kind === 'failed' ? 'chunk.failedTitle' : 'chunk.lateTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      transitionProps={{ exitDuration: 0 }}
    >
      {state.kind === 'failed' ? <ChunkFailure onRetry={state.retry} /> : <ChunkWait />}
    </Modal>
  )
}
