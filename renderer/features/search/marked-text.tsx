import { Mark } from '@mantine/core'
import type { TextPart } from './model/excerpt.ts'
import classes from './search.module.css'

/** A text in which the words are marked that were searched for. */
export function MarkedText({ parts }: { readonly parts: readonly TextPart[] }) {
  return parts.map(({ text, isHit }, index) =>
    isHit ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of one text stay in their places
      <Mark key={index} className={classes.hit ?? ''}>
        {text}
      </Mark>
    ) : (
      text
    )
  )
}
