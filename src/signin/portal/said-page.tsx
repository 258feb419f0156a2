import type { ReactNode } from 'react'
import { AuthLayout, type AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Stack, Text } from '../../ui/layout.tsx'

export type SaidPageProps = {
  title: string
  text: ReactNode
  children?: ReactNode
  brand?: AuthLayoutProps['brand']
}

/** A page before one is inside that has one thing to say, and perhaps one way on. */
export function SaidPage({ title, text, children, brand }: SaidPageProps) {
  return (
    <AuthLayout title={title} {...(brand ? { brand } : {})}>
      <Stack gap="lg">
        <Text>{text}</Text>
        {children}
      </Stack>
    </AuthLayout>
  )
}
