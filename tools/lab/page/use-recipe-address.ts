import { useCallback, useSyncExternalStore } from 'react'
import { findRecipe } from '../recipes/recipes.ts'
import type { Recipe } from '../recipes/recipe.ts'

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
const readAddress = () => location.hash.slice(1)

/** The chosen recipe stands in the address (`#MG3`), so that it can be linked and gone back from. */
export function useRecipeAddress(): { readonly recipe: Recipe | undefined; readonly leave: () => void } {
  const id = useSyncExternalStore(subscribe, readAddress)
  const leave = useCallback(() => {
    location.hash = ''
  }, [])
  return { recipe: findRecipe(id), leave }
}
