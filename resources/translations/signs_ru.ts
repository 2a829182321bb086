<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>RepeatPanel</name>
        <message>
            <source>Entry %1 was removed by %2, but %3 wrote in it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запись %1 убрана, но в ней есть новые ответы. Кто убрал: %2. Кто в ней писал: %3.</translation>
        </message>
    </context>
    <context>
        <name>RemovedCard</name>
        <message>
            <source>Keep it or remove it all the same…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Оставить или всё-таки убрать…</translation>
        </message>
    </context>
    <context>
        <name>VisitCard</name>
        <message>
            <source>Read only</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Только чтение</translation>
        </message>
    </context>
    <context>
        <name>HomePage</name>
        <message>
            <source>This vault can only be read: it was found changed, or its folder cannot be written to.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище открыто только для чтения: в нём обнаружены изменения, или в его папку нельзя записать.</translation>
        </message>
    </context>
    <context>
        <name>CockpitPage</name>
        <message>
            <source>Read only</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Только чтение</translation>
        </message>
        <message>
            <source>This visit can only be read: it was found changed. Nothing can be added to it or changed in it until somebody decides what is right.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это посещение можно только читать: в нём обнаружены изменения. Пока не решено, что верно, в него нельзя ничего добавить и в нём нельзя ничего изменить.</translation>
        </message>
        <message>
            <source>What was found</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что обнаружено</translation>
        </message>
    </context>
</TS>
