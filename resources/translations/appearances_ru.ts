<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>CounterField</name>
        <message>
            <source>One less</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>На один меньше</translation>
        </message>
        <message>
            <source>One more</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>На один больше</translation>
        </message>
    </context>
    <context>
        <name>FoundCard</name>
        <message>
            <source>Files found beside it: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файлы, найденные рядом: %1</translation>
        </message>
        <message>
            <source>Files that it names and that are not brought in: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файлы, которые форма называет, но которые не переносятся: %1</translation>
        </message>
    </context>
    <context>
        <name>Illustration</name>
        <message>
            <source>Picture: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Изображение: %1</translation>
        </message>
        <message>
            <source>A picture belongs here that is not with the form: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь должно быть изображение, которого нет при форме: %1</translation>
        </message>
        <message>
            <source>A sound belongs here; this program does not play it: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь должен быть звук; эта программа его не воспроизводит: %1</translation>
        </message>
        <message>
            <source>A film belongs here; this program does not play it: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь должно быть видео; эта программа его не воспроизводит: %1</translation>
        </message>
        <message>
            <source>Sounds and films of choices are not played: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Звук и видео при вариантах ответа не воспроизводятся: %1</translation>
        </message>
    </context>
    <context>
        <name>RepeatTable</name>
        <message>
            <source>Table: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Таблица: %1</translation>
        </message>
        <message>
            <source>Enter writes, Tab goes on, Ctrl+1 to 5 say why there is no answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Enter — писать, Tab — дальше, Ctrl+1…5 — почему нет ответа</translation>
        </message>
        <message>
            <source>Open this entry</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть эту запись</translation>
        </message>
    </context>
    <context>
        <name>RowTable</name>
        <message>
            <source>Different values</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Разные значения</translation>
        </message>
        <message>
            <source>Check later</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить позже</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>%1 of %2</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 из %2</translation>
        </message>
        <message>
            <source>No choice has these words.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вариантов с такими словами нет.</translation>
        </message>
    </context>
    <context>
        <name>Sheet</name>
        <message>
            <source>This answer breaks a rule of the form.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Этот ответ нарушает правило формы.</translation>
        </message>
    </context>
    <context>
        <name>TimeField</name>
        <message>
            <source>This year</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Этот год</translation>
        </message>
        <message>
            <source>This month</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Этот месяц</translation>
        </message>
        <message>
            <source>YYYY</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ГГГГ</translation>
        </message>
        <message>
            <source>MM.YYYY</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ММ.ГГГГ</translation>
        </message>
    </context>
    <context>
        <name>TrialPage</name>
        <message>
            <source>A trial: nothing is kept.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проба: ничего не сохраняется.</translation>
        </message>
    </context>
    <context>
        <name>VersionPage</name>
        <message>
            <source>%1 · all documents of this visit: “%2” (%3)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 · все документы этого посещения: «%2» (%3)</translation>
        </message>
    </context>
</TS>
