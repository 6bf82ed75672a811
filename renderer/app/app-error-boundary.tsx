import { Component, type ReactNode } from 'react'
import { ErrorNote } from './error-note.tsx'
import { ReloadButton } from './reload-button.tsx'

type Caught = { readonly error: unknown } | undefined

/** The last one: whatever fails outside the pages still ends in words, not in an empty window. */
export class AppErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly caught: Caught }> {
  override state: { readonly caught: Caught } = { caught: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { caught: { error } }
  }

  override render() {
    const { caught } = this.state
    return caught === undefined ? this.props.children : <StartError error={caught.error} />
  }
}

/** The application could not start, or stopped as a whole. */
export function StartError({ error }: { readonly error: unknown }) {
  return (
    <main>
      <ErrorNote error={error} actions={<ReloadButton />} />
    </main>
  )
}
