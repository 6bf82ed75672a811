import type { ReactNode } from 'react'
import classes from './dialog-footer.module.css'

/** The last row of a dialog: its buttons, in sight without scrolling. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return <div className={classes.footer}>{children}</div>
}
