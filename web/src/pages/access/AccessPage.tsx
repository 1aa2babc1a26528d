// Who may sign in, and which scripts hold a key. For an admin alone.
import { useQuery } from '@tanstack/react-query'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useMe } from '../../session.ts'
import { accessWords } from '../../words/access.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { ApiKeys } from './ApiKeys.tsx'
import { usersQuery } from './access.ts'
import { Users } from './Users.tsx'

export function AccessPage() {
  const words = useWords(accessWords)
  const formats = useFormats()
  const me = useMe()
  const isAdmin = me.role === 'admin'
  const { data } = useQuery({ ...usersQuery, enabled: isAdmin })
  return (
    <>
      <PageTop title={words.title} />
      <PageBody>
        {isAdmin ? (
          <>
            <PageTitle>{data ? words.heading(formats.number(data.total), data.total === 1) : words.title}</PageTitle>
            <Users />
            <ApiKeys />
          </>
        ) : (
          <EmptyState title={words.adminOnly} level={1}>
            {words.adminOnlyDetail}
          </EmptyState>
        )}
      </PageBody>
    </>
  )
}
