import { Anchor, Box, Breadcrumbs, Group, Text, Title } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useAnchor } from './link.tsx'
import { useText } from './language.ts'

/** What the window's title ends with: the company, the portal. */
export const SiteName = createContext('Portico')

export type Crumb = { label: string; href: string }
export type PageProps = {
  title: string
  description?: ReactNode
  breadcrumbs?: readonly Crumb[]
  /** Buttons, the main one last. */
  actions?: ReactNode
  /** Beside the title: a status badge. */
  badge?: ReactNode
  /** `reading` for forms and details, `wide` for lists, `whole` for canvases that fill the window. */
  width?: 'reading' | 'wide' | 'whole'
  children: ReactNode
}

const widths = { reading: 880, wide: 1280, whole: undefined }

function CrumbLink({ label, href }: Crumb) {
  return (
    <Anchor {...useAnchor(href)} size="xs" c="dimmed" underline="hover">
      {label}
    </Anchor>
  )
}

/** One screen: where it is, what it is, what can be done. Takes the focus to its heading when it appears. */
export function Page({ title, description, breadcrumbs = [], actions, badge, width = 'wide', children }: PageProps) {
  const t = useText()
  const site = useContext(SiteName)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · ${site}`
  }, [title, site])
  useEffect(() => {
    // Screen readers hear the new page; whoever types in a field that took the focus already is left alone.
    if (document.activeElement === document.body || document.activeElement?.tagName === 'A')
      heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <Box maw={widths[width]} mx="auto" px={{ base: 'md', sm: 'xl' }} py={{ base: 'md', sm: 'lg' }} w="100%">
      {breadcrumbs.length > 0 && (
        <Box component="nav" aria-label={t('Breadcrumbs')} mb={6}>
          <Breadcrumbs separatorMargin={6} fz="xs">
            {breadcrumbs.map((crumb) => (
              <CrumbLink key={crumb.href} {...crumb} />
            ))}
          </Breadcrumbs>
        </Box>
      )}
      <Group justify="space-between" align="flex-start" gap="sm" mb="lg">
        <Box style={{ flex: '1 1 320px', minWidth: 0 }}>
          <Group gap="sm" wrap="wrap">
            <Title order={1} ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {badge}
          </Group>
          {description && (
            <Text c="dimmed" mt={2} maw={720} component="div">
              {description}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  )
}
