import type { ReactNode } from 'react'
import classes from './version-view.module.css'

/** What one side of a meeting says of one thing, in its list. */
export function VersionField({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.field}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
