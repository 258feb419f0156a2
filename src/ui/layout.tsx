import {
  Box,
  Card,
  Code,
  Divider,
  Group,
  SimpleGrid,
  Stack as MantineStack,
  Text as MantineText,
  Title,
  VisuallyHidden,
} from '@mantine/core'
import type { ReactNode } from 'react'

export type Gap = 'none' | 'xs' | 'sm' | 'md' | 'lg' | 'xl'
const width = (gap: Gap): string | number => (gap === 'none' ? 0 : gap)

/** Things below each other. */
export function Stack({
  children,
  gap = 'md',
  align,
}: {
  children: ReactNode
  gap?: Gap
  align?: 'start' | 'center' | 'stretch'
}) {
  return (
    <MantineStack gap={width(gap)} align={align ?? 'stretch'}>
      {children}
    </MantineStack>
  )
}

export type RowProps = {
  children: ReactNode
  gap?: Gap
  justify?: 'start' | 'end' | 'between' | 'center'
  align?: 'start' | 'center' | 'end'
  /** Keep on one line; by default what does not fit goes to the next. */
  oneLine?: boolean
}
const sides = { start: 'flex-start', end: 'flex-end', between: 'space-between', center: 'center' }

/** Things beside each other. */
export function Row({ children, gap = 'sm', justify = 'start', align = 'center', oneLine }: RowProps) {
  return (
    <Group gap={width(gap)} justify={sides[justify]} align={sides[align]} wrap={oneLine ? 'nowrap' : 'wrap'}>
      {children}
    </Group>
  )
}

/** Equal columns that become one on a phone. */
export function Columns({ children, count = 2, gap = 'md' }: { children: ReactNode; count?: 2 | 3 | 4; gap?: Gap }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: Math.min(count, 2), md: count }} spacing={width(gap)}>
      {children}
    </SimpleGrid>
  )
}

export type PanelProps = {
  children: ReactNode
  title?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  flush?: boolean
}

/** A bordered part of a page with its own heading. `flush` lets a list reach the border. */
export function Panel({ children, title, description, actions, flush }: PanelProps) {
  return (
    <Card component="section" withBorder radius="md" padding="lg">
      {(title || actions) && (
        <Group justify="space-between" align="flex-start" mb="md" gap="sm">
          <Box>
            {title && <Title order={2}>{title}</Title>}
            {description && <MantineText c="dimmed">{description}</MantineText>}
          </Box>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      )}
      {flush ? <Card.Section>{children}</Card.Section> : children}
    </Card>
  )
}

export function Heading({ children, level = 2 }: { children: ReactNode; level?: 1 | 2 | 3 | 4 }) {
  return <Title order={level}>{children}</Title>
}

export type TextProps = {
  children: ReactNode
  quiet?: boolean
  strong?: boolean
  small?: boolean
  lines?: number
  tone?: 'bad' | 'good'
}

export function Text({ children, quiet, strong, small, lines, tone }: TextProps) {
  const color = tone ? `var(--mantine-color-${tone === 'bad' ? 'error' : 'success'})` : quiet ? 'dimmed' : undefined
  return (
    <MantineText
      component="div"
      size={small ? 'xs' : 'sm'}
      c={color}
      fw={strong ? 600 : undefined}
      lineClamp={lines}
      style={{ overflowWrap: 'anywhere' }}
    >
      {children}
    </MantineText>
  )
}

/** Text exactly as it is stored: codes, addresses, XML. `block` keeps its lines. */
export function Verbatim({ children, block }: { children: ReactNode; block?: boolean }) {
  return <Code block={block ?? false}>{children}</Code>
}

export function Line() {
  return <Divider color="var(--ui-line)" />
}

/** Words for screen readers only. */
export function Spoken({ children }: { children: ReactNode }) {
  return <VisuallyHidden>{children}</VisuallyHidden>
}
