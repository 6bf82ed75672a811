import { type ReactNode, createContext, useCallback, useContext, useEffect, useState } from 'react'
import { type StoreApi, createStore } from 'zustand/vanilla'

interface PrintName {
  readonly name: string | undefined
}

const PrintNameContext = createContext<StoreApi<PrintName> | undefined>(undefined)

/** Keeps what the page that is shown would be called as a file. */
export function PrintNameProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(() => createStore<PrintName>(() => ({ name: undefined })))
  return <PrintNameContext value={store}>{children}</PrintNameContext>
}

/** Says what this page is called on paper and as a file, as long as it is shown. */
export function usePrintName(name: string): void {
  const store = useContext(PrintNameContext)
  useEffect(() => {
    store?.setState({ name })
    return () => store?.setState({ name: undefined })
  }, [name, store])
}

/** Reads the name of the page that is shown; undefined where it gave none. */
export function useReadPrintName(): () => string | undefined {
  const store = useContext(PrintNameContext)
  return useCallback(() => store?.getState().name, [store])
}
