// Ctrl K: go to a page of this role, or to a person by name. People are asked for only after two letters.

import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { get, queryOf } from '../api.ts'
import { Portrait } from '../parts/Portrait.tsx'
import { useMe } from '../session.ts'
import { frameWords } from '../words/frame.ts'
import { useWords } from '../words/language.tsx'
import { AREAS, maySee } from './areas.ts'

type FoundContact = { id: string; name: string; title?: string | null; company?: string | null }

const LETTERS_BEFORE_ASKING = 2
const PEOPLE_SHOWN = 6

export function GoTo() {
  const words = useWords(frameWords)
  const me = useMe()
  const router = useRouter()
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), 150)
  const isAsking = settled.length >= LETTERS_BEFORE_ASKING
  const people = useQuery({
    queryKey: ['contacts', 'go-to', settled],
    queryFn: ({ signal }) =>
      get<{ items: FoundContact[] }>(`/contacts${queryOf({ search: settled, limit: PEOPLE_SHOWN })}`, signal),
    enabled: isAsking,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const areas = AREAS.filter((area) => maySee(area, me.role)).filter((area) =>
    words.area[area.id].toLowerCase().includes(text.trim().toLowerCase()),
  )
  const found = isAsking ? (people.data?.items ?? []) : []
  const nothing = isAsking ? (people.isError ? words.findFailed : words.findNothing(settled)) : words.findStart
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      scrollable
      maxHeight={420}
      centered={false}
      yOffset="12vh"
      overlayProps={{ blur: 0 }}
      title={words.find}
    >
      <Spotlight.Search
        placeholder={words.findHint}
        aria-label={words.find}
        leftSection={<IconSearch size={16} stroke={1.5} />}
      />
      <Spotlight.ActionsList>
        {areas.length > 0 && (
          <Spotlight.ActionsGroup label={words.findPages}>
            {areas.map((area) => (
              <Spotlight.Action
                key={area.id}
                label={words.area[area.id]}
                leftSection={<area.icon size={16} stroke={1.5} />}
                onClick={() => router.history.push(area.path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={words.findPeople}>
            {found.map((person) => (
              <Spotlight.Action
                key={person.id}
                label={person.name}
                description={[person.title, person.company].filter(Boolean).join(', ')}
                leftSection={<Portrait name={person.name} size={24} />}
                onClick={() => router.history.push(`/contacts/${person.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {areas.length === 0 && found.length === 0 && !people.isFetching && <Spotlight.Empty>{nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
