import { describe, expect, test } from 'vitest'
import { readNext } from '../../web/src/pages/sign-in/read-next.ts'
import { readDrawerSearch } from '../../web/src/parts/drawer-search.ts'
import { splitSentence } from '../../web/src/parts/split-sentence.ts'

describe('after signing in', () => {
  test.each(['/campaigns', '/contacts/1?people=/purposes/1/people'])('a page of ours is gone on to: %s', (path) => {
    expect(readNext(path)).toBe(path)
  })

  test.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:x',
    '/sign-in',
    7,
  ])('nothing else is: %s', (text) => {
    expect(readNext(text)).toBeUndefined()
  })
})

describe('the drawer that the address names', () => {
  test('is one of the paths below /api', () => {
    expect(readDrawerSearch({ people: '/campaigns/1/people?part=gets', why: '/decisions/1', page: 2 })).toEqual({
      people: '/campaigns/1/people?part=gets',
      why: '/decisions/1',
    })
  })

  test.each([
    { people: '//elsewhere.example' },
    { why: 'https://elsewhere.example' },
    { people: ['/a'] },
    { people: '/../x' },
  ])('is never a path that leads elsewhere: %j', (search) => {
    expect(readDrawerSearch(search)).toEqual({})
  })
})

describe('a sentence from the server', () => {
  test('has its numbers as links to people and its names as links to pages', () => {
    expect(
      splitSentence('[236](people:/purposes/1/people?state=ends) people, see [the step](page:/workflows/1).'),
    ).toEqual([
      { kind: 'people', at: 0, text: '236', path: '/purposes/1/people?state=ends' },
      { kind: 'text', at: 43, text: ' people, see ' },
      { kind: 'page', at: 56, text: 'the step', path: '/workflows/1' },
      { kind: 'text', at: 85, text: '.' },
    ])
  })

  test('keeps as text what leads out of the app', () => {
    const text = 'See [this](page://elsewhere.example) and [that](https://elsewhere.example) and [x](page:javascript:x)'
    expect(splitSentence(text)).toEqual([{ kind: 'text', at: 0, text }])
  })
})
