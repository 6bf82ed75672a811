import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import classes from './today.module.css'

interface TodayPartProps {
  readonly title: string
  readonly isShown: boolean
  /** Items of a list. */
  readonly children: ReactNode
}

/** One part of the day, as a list under a heading; nothing where there is none. */
export function TodayPart({ title, isShown, children }: TodayPartProps) {
  const id = useId()
  if (!isShown) return null
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id} mb="xs">
        {title}
      </Title>
      <ul className={classes.list}>{children}</ul>
    </section>
  )
}
