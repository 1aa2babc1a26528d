// Starts the web app: look, language, queries and pages, each given to what is below it.
import './look/index.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api.ts'
import { NamedDialogs } from './look/NamedDialogs.tsx'
import { theme, variables } from './look/theme.ts'
import { createAppRouter } from './router.ts'
import { LanguageProvider } from './words/language.tsx'

/** What was read stays good this long; the numbers on a page may be this old. */
const FRESH_MS = 10_000
const MAX_TRIES = 2

/** A session that has ended leads to the door, and from there back to where one was. */
function leaveWhenSignedOut(error: Error) {
  const { pathname, href } = router.state.location
  if (error instanceof ApiError && error.status === 401 && !['/sign-in', '/setup'].includes(pathname)) {
    void router.navigate({ to: '/sign-in', search: { next: href } }).then(() => queries.clear())
  }
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (tries, error) => tries < MAX_TRIES && error instanceof ApiError && error.code === 'unreachable',
    },
  },
})
const router = createAppRouter(queries)

const place = document.getElementById('app')
if (!place) throw new Error('index.html lacks the element with the id "app".')
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <LanguageProvider>
        <NamedDialogs>
          <QueryClientProvider client={queries}>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </NamedDialogs>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
)
