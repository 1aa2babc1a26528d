// The person at the bottom of the side: colours, language, sign out; in a demo also the switch that starts the visitors again.
import { Menu, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCheck, IconKey, IconLogout, IconPlayerPlay, IconSettings, IconUsers } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { AppLink } from '../parts/AppLink.tsx'
import { Portrait } from '../parts/Portrait.tsx'
import { signOut, useMe } from '../session.ts'
import type { Language } from '../words/formats.ts'
import { frameWords } from '../words/frame.ts'
import { useLanguage, useWords } from '../words/language.tsx'
import styles from './MeMenu.module.css'
import { useSimulator } from './simulator.ts'

const SCHEMES = ['light', 'dark', 'auto'] as const
const LANGUAGES: { value: Language; name: string }[] = [
  { value: 'en', name: 'English' },
  { value: 'nb', name: 'Norsk' },
]

export function MeMenu({ isFolded }: { isFolded: boolean }) {
  const words = useWords(frameWords)
  const me = useMe()
  const { language, setLanguage } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const queries = useQueryClient()
  const router = useRouter()
  const simulator = useSimulator()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await router.navigate({ to: '/sign-in' })
      queries.clear()
    },
    onError: () => notifications.show({ message: words.signOutFailed }),
  })
  return (
    <div className={styles.me} data-folded={isFolded || undefined}>
      <Menu
        position="top-start"
        width={isFolded ? 200 : 192}
        withinPortal={false}
        checkIcon={<IconCheck size={16} stroke={1.5} />}
      >
        <Menu.Target>
          <button type="button" className={styles.target}>
            <Portrait name={me.name} />
            <span className={styles.who}>
              <strong>{me.name}</strong>
              <em>{words.role[me.role]}</em>
              <span className="visually-hidden">{words.settings}</span>
            </span>
            <IconSettings size={16} stroke={1.5} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.scheme}</Menu.Label>
          <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as (typeof SCHEMES)[number])}>
            {SCHEMES.map((scheme) => (
              <Menu.RadioItem key={scheme} value={scheme}>
                {words.schemes[scheme]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Label>{words.language}</Menu.Label>
          <Menu.RadioGroup value={language} onChange={(value) => setLanguage(value as Language)}>
            {LANGUAGES.map(({ value, name }) => (
              <Menu.RadioItem key={value} value={value} lang={value}>
                {name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          {me.role === 'admin' && (
            <Menu.Item component={AppLink} href="/access" leftSection={<IconUsers size={16} stroke={1.5} />}>
              {words.access}
            </Menu.Item>
          )}
          <Menu.Item component={AppLink} href="/password" leftSection={<IconKey size={16} stroke={1.5} />}>
            {words.changePassword}
          </Menu.Item>
          {me.demo && me.simulator?.running === false && (
            <Menu.Item leftSection={<IconPlayerPlay size={16} stroke={1.5} />} onClick={() => simulator.mutate(true)}>
              {words.startVisitors}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} />} onClick={() => leave.mutate()}>
            {words.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
