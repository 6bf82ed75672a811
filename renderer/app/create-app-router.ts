import { createBrowserRouter, createHashRouter, createMemoryRouter } from 'react-router'
import { createRoutes } from './routes.tsx'

/**
 * Where the current page is remembered. `browser`: in the path below the base, for a server that answers every such
 * path with the page. `hash`: after the `#`, where there is no such server. `memory`: nowhere.
 */
export type RouterKind =
  | { readonly kind: 'browser'; readonly basename: string }
  | { readonly kind: 'hash' }
  | { readonly kind: 'memory'; readonly start: string }

export function createAppRouter(router: RouterKind) {
  const routes = createRoutes()
  switch (router.kind) {
    case 'browser':
      return createBrowserRouter(routes, { basename: router.basename })
    case 'hash':
      return createHashRouter(routes)
    case 'memory':
      return createMemoryRouter(routes, { initialEntries: [router.start] })
  }
}

export type AppRouter = ReturnType<typeof createAppRouter>
