// A page that is one list: its top bar, what the list says as a sentence, the list, and what stands there while it is empty.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Answer } from '../parts/Answer.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { PageBody, PageTop, type PageTopProps } from './PageTop.tsx'

export type ListPageProps<Item> = PageTopProps & {
  query: UseQueryResult<{ items: Item[] }>
  /** What is read, as the beginning of a sentence: "The campaigns". */
  what: string
  /** The title of the page: how many there are, and of what. */
  heading: (items: Item[]) => ReactNode
  below?: ReactNode
  /** An EmptyState of level 1, since no title stands above it. */
  empty: ReactNode
  /** Draws the list, of at least one. */
  children: (items: Item[]) => ReactNode
}

export function ListPage<Item>({ query, what, heading, below, empty, children, ...top }: ListPageProps<Item>) {
  return (
    <>
      <PageTop {...top} />
      <PageBody>
        <Answer query={query} what={what} level={1}>
          {({ items }) =>
            items.length === 0 ? (
              empty
            ) : (
              <>
                <PageTitle below={below}>{heading(items)}</PageTitle>
                {children(items)}
              </>
            )
          }
        </Answer>
      </PageBody>
    </>
  )
}
