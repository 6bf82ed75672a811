import { Text } from '@mantine/core'
import { recipes } from '../recipes/recipes.ts'
import classes from './recipe-list.module.css'

/** All ten, to choose from. */
export function RecipeList() {
  return (
    <nav aria-label="Recipes">
      <Text size="sm" mb="sm">
        Three real clients and a real server, on this computer. Cut a network, set a clock wrong, let two people want
        the same thing, and watch what becomes of it.
      </Text>
      <ol className={classes.list}>
        {recipes.map(({ id, title, summary }, index) => (
          <li key={id}>
            <a href={`#${id}`} className={classes.link}>
              <span className={classes.number}>{index + 1}</span>
              <span>
                <span className={classes.title}>{title}</span>
                <span className={classes.summary}>{summary}</span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
