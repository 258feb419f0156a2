import { getMeApi, type MeShape } from '../../people/contract.ts'
import { photoSide, removeMyPhotoApi, setMyPhotoApi } from '../../people/contract-photo.ts'
import { photoAddress } from '../../people/web/photo-address.ts'
import { uploadFile } from '../../ui/api.ts'
import { useText } from '../../ui/language.ts'
import { Panel } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PictureSetting } from '../../ui/picture-setting.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'

/** Of what is chosen; what is sent is far smaller. */
const largestChosen = 15 * 1024 * 1024

/** The middle of a picture as a square. Drawing it anew also leaves out where and when it was taken. */
async function squareOf(file: File): Promise<File> {
  const picture = await createImageBitmap(file)
  const side = Math.min(picture.width, picture.height)
  const drawn = Math.min(side, photoSide)
  const canvas = document.createElement('canvas')
  canvas.width = drawn
  canvas.height = drawn
  const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2]
  canvas.getContext('2d')!.drawImage(picture, x, y, side, side, 0, 0, drawn, drawn)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.88))
  return new File([blob ?? file], 'photo.jpg', { type: 'image/jpeg' })
}

/** A browser that cannot read a picture leaves it to the server to say so. */
const readable = (file: File): Promise<File> => squareOf(file).catch(() => file)

function Photo({ me }: { me: MeShape }) {
  const t = useText()
  const remove = useCommand(removeMyPhotoApi, { done: t('Taken away'), invalidates: [getMeApi, 'me'] })
  return (
    <PictureSetting
      label={t('Photo')}
      description={t('Beside your name, for colleagues. The middle of the picture is cut out as a square.')}
      src={photoAddress(me)}
      limit={largestChosen}
      accept="image/png,image/jpeg,image/webp"
      upload={async (file) => uploadFile(setMyPhotoApi, {}, await readable(file))}
      invalidates={[getMeApi]}
      onRemove={() => remove.run({})}
    />
  )
}

export function PhotoPanel() {
  const t = useText()
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] })
  return (
    <Panel title={t('Photo')}>
      <Loaded query={me}>{(found) => <Photo me={found} />}</Loaded>
    </Panel>
  )
}
