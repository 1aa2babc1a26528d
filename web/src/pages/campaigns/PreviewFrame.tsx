// The mail in a frame of its own: as wide as at a desk, as on a phone, or as its text alone; in light and in dark.
import { useElementSize } from '@mantine/hooks'
import type { Preview } from './campaigns.ts'
import styles from './MailPreview.module.css'
import { showScheme } from './show-scheme.ts'

export type PreviewShape = 'wide' | 'phone' | 'text'
export type PreviewScheme = 'light' | 'dark'

/** px. Mail programs at a desk show a mail at least this wide; narrower, it would be laid out as on a phone. */
const DESK = 680
/** px of the page that the frame takes. */
const HEIGHT = 560

type PreviewFrameProps = {
  mail: NonNullable<Preview['mail']>
  shape: PreviewShape
  scheme: PreviewScheme
  title: string
  textTitle: string
}

export function PreviewFrame({ mail, shape, scheme, title, textTitle }: PreviewFrameProps) {
  const { ref, width } = useElementSize()
  if (shape === 'text')
    return (
      <section className={styles.plain} aria-label={textTitle}>
        <pre>{mail.text.trim()}</pre>
      </section>
    )
  const scale = shape === 'wide' && width > 0 ? Math.min(1, width / DESK) : 1
  const size = scale < 1 ? { width: DESK, height: HEIGHT / scale, transform: `scale(${scale})` } : undefined
  return (
    <div ref={ref} className={styles.frame} style={{ height: HEIGHT }}>
      <iframe className={styles.body} style={size} sandbox="" title={title} srcDoc={showScheme(mail.html, scheme)} />
    </div>
  )
}
