import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'

export const photoBytes = 256 * 1024
export const photoSide = 512

export const setMyPhotoApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/me/photo',
  upload: true,
  summary: 'Sets one’s own photo: a square PNG, JPEG or WebP by its content, at most 256 KiB and 512 pixels a side',
  input: z.strictObject({}),
  answer: z.object({ photo: z.string() }),
  refusals: ['photo.unusable'],
})

export const removeMyPhotoApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/me/photo',
  summary: 'Takes one’s own photo away',
  input: z.strictObject({}),
  answer: z.null(),
})

export const getPhotoApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/photo',
  download: true,
  summary: 'The photo of an employee',
  input: z.strictObject({ user: idOf('user'), v: z.string().max(64).optional().describe('Which one; it may be kept') }),
  answer: z.null(),
})
