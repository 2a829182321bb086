<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>Attachments</name>
        <message>
            <source>Picture</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Снимок</translation>
        </message>
        <message>
            <source>Recording</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запись</translation>
        </message>
        <message>
            <source>Film</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Видео</translation>
        </message>
        <message>
            <source>Document</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Документ</translation>
        </message>
        <message>
            <source>dropped here</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>перетащили сюда</translation>
        </message>
        <message>
            <source>chosen from a folder</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>выбрали в папке</translation>
        </message>
        <message>
            <source>pasted</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вставили из буфера</translation>
        </message>
        <message>
            <source>made here by blacking out parts</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>получен здесь закрашиванием</translation>
        </message>
        <message>
            <source>As it came: it holds place, time and camera, and goes along when sent.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как есть: в нём место, время и камера, и он уйдёт при отправке.</translation>
        </message>
        <message>
            <source>As it came: it may hold names and places that are not seen.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как есть: в нём могут быть имена и места, которых не видно.</translation>
        </message>
        <message>
            <source>The black parts are burned in; nothing lies under them.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Места закрашены навсегда: под ними ничего нет.</translation>
        </message>
        <message>
            <source>Place and camera removed; the original is kept, encrypted.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Место и камера удалены; оригинал сохранён зашифрованным.</translation>
        </message>
        <message>
            <source>Place and camera removed; the original is not kept.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Место и камера удалены; оригинал не сохранён.</translation>
        </message>
        <message>
            <source>Source: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Источник: %1</translation>
        </message>
        <message>
            <source>SHA-256 of what is kept: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>SHA-256 сохранённого: %1</translation>
        </message>
        <message>
            <source>SHA-256 of the file as it came: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>SHA-256 исходного файла: %1</translation>
        </message>
        <message>
            <source>SHA-256 of the picture without black parts: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>SHA-256 снимка без закрашенных мест: %1</translation>
        </message>
        <message>
            <source>This program does not open such files. Export it to look at it on another computer.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Такие файлы эта программа не открывает. Выгрузите файл, чтобы посмотреть его на другом компьютере.</translation>
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <source>Picture</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Снимок</translation>
        </message>
    </context>
    <context>
        <name>CountWords</name>
        <message numerus="yes">
            <source>files: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n файл</numerusform>
                <numerusform>%n файла</numerusform>
                <numerusform>%n файлов</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Entries</name>
        <message>
            <source>Attachment</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вложение</translation>
        </message>
    </context>
    <context>
        <name>Exchange</name>
        <message>
            <source>A file that is not on this laptop: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл, которого нет на этом ноутбуке: %1</translation>
        </message>
    </context>
    <context>
        <name>ExportBar</name>
        <message>
            <source>The exported file is not encrypted: whoever finds the stick or the laptop can read it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выгруженный файл не зашифрован: его прочтёт любой, кто найдёт флешку или ноутбук.</translation>
        </message>
        <message>
            <source>Choose where to</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выбрать, куда</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отмена</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Hashes and source</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хеши и источник</translation>
        </message>
    </context>
    <context>
        <name>FileField</name>
        <message>
            <source>See the file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посмотреть файл</translation>
        </message>
        <message>
            <source>Add a file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить файл</translation>
        </message>
        <message>
            <source>Paste</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вставить</translation>
        </message>
        <message>
            <source>View</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Смотреть</translation>
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрать</translation>
        </message>
        <message>
            <source>Keep the original too: it holds place and camera</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сохранить и оригинал: в нём место и камера</translation>
        </message>
        <message>
            <source>As evidence, encrypted. It is sent only if you choose so when sending.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как доказательство, зашифрованным. Он уйдёт, только если вы выберете это при отправке.</translation>
        </message>
        <message>
            <source>Replace</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заменить</translation>
        </message>
        <message>
            <source>A file can be added only on the form of a real visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл добавляется только в форме настоящего посещения.</translation>
        </message>
        <message>
            <source>The file is being read, cleaned and encrypted…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл читается, очищается и шифруется…</translation>
        </message>
        <message>
            <source>Or drop it here, or press %1.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Или перетащите его сюда, или нажмите %1.</translation>
        </message>
        <message>
            <source>A file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл</translation>
        </message>
        <message>
            <source>About the file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>О файле</translation>
        </message>
        <message>
            <source>The file is not on this laptop: it was not in the bundle, or it was erased.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файла нет на этом ноутбуке: его не было в пакете или его стёрли.</translation>
        </message>
        <message>
            <source>The encrypted file is damaged and cannot be shown.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Зашифрованный файл повреждён, показать его нельзя.</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выберите файл</translation>
        </message>
        <message>
            <source>There is neither a picture nor a file on the clipboard.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В буфере обмена нет ни снимка, ни файла.</translation>
        </message>
        <message>
            <source>This question takes one file. Left out: %1.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В этом вопросе место для одного файла. Не взято: %1.</translation>
        </message>
    </context>
    <context>
        <name>RedactionBar</name>
        <message>
            <source>Draw with the mouse; or Insert adds a box, arrows move it, Shift+arrows size it, Del removes it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Рисуйте мышью; или Insert – новая рамка, стрелки двигают её, Shift+стрелки меняют размер, Del убирает.</translation>
        </message>
        <message>
            <source>Add a box</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Добавить рамку</translation>
        </message>
        <message>
            <source>Remove the box</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрать рамку</translation>
        </message>
        <message>
            <source>Burn in</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закрасить навсегда</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Erase the picture without black parts: it cannot be brought back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть снимок без закрашенных мест: вернуть его будет нельзя</translation>
        </message>
    </context>
    <context>
        <name>SendPage</name>
        <message>
            <source>Also the originals of photos</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>И оригиналы снимков</translation>
        </message>
        <message>
            <source>As the camera made them: they hold place, time and camera.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Какими их сделала камера: в них место, время и камера.</translation>
        </message>
        <message numerus="yes">
            <source>files: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n файл</numerusform>
                <numerusform>%n файла</numerusform>
                <numerusform>%n файлов</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ViewTools</name>
        <message>
            <source>Smaller (−)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Мельче (−)</translation>
        </message>
        <message>
            <source>Larger (+)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Крупнее (+)</translation>
        </message>
        <message>
            <source>The whole picture (0)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Весь снимок (0)</translation>
        </message>
        <message>
            <source>Turn (R)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Повернуть (R)</translation>
        </message>
        <message>
            <source>Brightness, only on the screen</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Яркость, только на экране</translation>
        </message>
        <message>
            <source>Contrast, only on the screen</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Контраст, только на экране</translation>
        </message>
        <message>
            <source>Black out parts</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закрасить места</translation>
        </message>
        <message>
            <source>Export readable</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выгрузить открыто</translation>
        </message>
    </context>
    <context>
        <name>ViewerPage</name>
        <message>
            <source>Attachment</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вложение</translation>
        </message>
        <message>
            <source>Being opened…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открывается…</translation>
        </message>
        <message>
            <source>Export readable</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выгрузить открыто</translation>
        </message>
        <message>
            <source>Black out parts</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закрасить места</translation>
        </message>
        <message>
            <source>Back to the form</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Назад к форме</translation>
        </message>
        <message>
            <source>The black parts are being burned in…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Места закрашиваются…</translation>
        </message>
        <message>
            <source>The picture with black parts is the answer now; the one without stays in the history.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Теперь ответ – снимок с закрашенными местами; прежний остался в истории.</translation>
        </message>
        <message>
            <source>The picture with black parts is the answer now; the one without is erased.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Теперь ответ – снимок с закрашенными местами; прежний стёрт.</translation>
        </message>
        <message>
            <source>attachment</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вложение</translation>
        </message>
        <message>
            <source>Exported, readable for everybody: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выгружено, прочтёт любой: %1</translation>
        </message>
    </context>
</TS>
