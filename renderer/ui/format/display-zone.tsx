import { type ReactNode, createContext, useContext, useMemo, useState } from 'react'
import { type FormatLocale, type Formatter, formatterFor } from './formatter.ts'

interface DisplayZone {
  readonly zone: string
  readonly setZone: (zone: string) => void
}

const DisplayZoneContext = createContext<DisplayZone | undefined>(undefined)
const FormatLocaleContext = createContext<FormatLocale>({ tag: 'en-GB', hourCycle: 'h23' })

/** Gives the zone in which all times are shown until the person chooses another, and the look of dates. */
export function FormatProvider(props: {
  readonly locale: FormatLocale
  /** The person's own IANA zone. */
  readonly ownZone: string
  readonly children: ReactNode
}) {
  const [chosen, setZone] = useState<string>()
  const zone = chosen ?? props.ownZone
  const value = useMemo(() => ({ zone, setZone }), [zone])
  return (
    <FormatLocaleContext value={props.locale}>
      <DisplayZoneContext value={value}>{props.children}</DisplayZoneContext>
    </FormatLocaleContext>
  )
}

/** The zone in which times are shown, and how to show them in another one. Throws outside FormatProvider. */
export function useDisplayZone(): DisplayZone {
  const value = useContext(DisplayZoneContext)
  if (value === undefined) throw new Error('useDisplayZone needs FormatProvider')
  return value
}

/** Dates, times and numbers for the person, in the display zone. */
export function useFormat(): Formatter {
  const locale = useContext(FormatLocaleContext)
  const { zone } = useDisplayZone()
  return useMemo(() => formatterFor(locale, zone), [locale, zone])
}
