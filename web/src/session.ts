// Who is signed in. The cookie is the server's; here is only what GET /me answered.
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { get, post } from './api.ts'

export type Role = 'admin' | 'marketer' | 'seller' | 'privacy_officer'

export type Me = {
  id: string
  name: string
  /** Null for an API key. */
  email: string | null
  role: Role
  workspace: { name: string }
  /** The people and companies are invented: a demo. */
  demo: boolean
  simulator?: { running: boolean }
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get<Me>('/me', signal),
  staleTime: 60_000,
  retry: false,
})

/** The person who is signed in. Only for what is drawn inside the frame, which waits for the answer. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('useMe is only for parts inside the frame.')
  return data
}

export async function signIn(queries: QueryClient, credentials: { email: string; password: string }): Promise<void> {
  await post('/auth/sign-in/email', credentials)
  queries.clear()
}

/** Ends the session. Whoever calls it leaves the frame and then forgets every answer that was read in it. */
export const signOut = () => post('/auth/sign-out', {})
