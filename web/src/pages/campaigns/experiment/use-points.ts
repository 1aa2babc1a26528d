import { useFormats } from '../../../words/language.tsx'

/** A difference of shares in points, with its sign: +1.2. */
export function usePoints(): (share: number) => string {
  const formats = useFormats()
  return (share) => formats.signed(share * 100, 1)
}
