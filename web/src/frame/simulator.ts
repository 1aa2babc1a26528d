// The invented visitors of a demo: on or off in one press. Off is shown only when the server has said so.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../api.ts'
import { meQuery } from '../session.ts'

export function useSimulator() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (running: boolean) => post('/simulator', { running }),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
}
