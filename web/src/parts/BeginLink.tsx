// The main way to something new: the one filled button of a page, which leads to where it is made.
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { AppLink } from './AppLink.tsx'

export function BeginLink({ href, children }: { href: string; children: string }) {
  return (
    <Button component={AppLink} href={href} variant="filled" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {children}
    </Button>
  )
}
