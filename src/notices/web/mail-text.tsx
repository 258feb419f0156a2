import { Fragment } from 'react'
import { Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'

const address = /(https?:\/\/[^\s<>"']+)/

/** The links in a mail, in order, each once. */
export const linksIn = (text: string): string[] => [
  ...new Set(text.split(address).filter((part) => address.test(part))),
]

/** Plain text of a mail with its paragraphs; addresses can be clicked and open beside this page. */
export function MailText({ text }: { text: string }) {
  return (
    <Stack gap="sm">
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <Text key={index}>
          {paragraph.split(address).map((part, at) =>
            address.test(part) ? (
              <TextLink key={at} href={part} newTab>
                {part}
              </TextLink>
            ) : (
              <Fragment key={at}>{part}</Fragment>
            ),
          )}
        </Text>
      ))}
    </Stack>
  )
}
