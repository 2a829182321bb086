<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>Cover</name>
        <message>
            <source>Paused. Passphrase to go on:</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пауза. Чтобы продолжить — парольная фраза:</translation>
        </message>
        <message>
            <source>Try again to write and lock</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать и заблокировать ещё раз</translation>
        </message>
        <message>
            <source>Hold: lock and lose these words</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удерживать: заблокировать и потерять эти слова</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>Not locked, because the last words are not written yet; they are kept in memory.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не заблокировано: последние слова ещё не записаны, они остаются в памяти.</translation>
        </message>
        <message>
            <source>It locks by itself once they are written.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как только они запишутся, хранилище заблокируется само.</translation>
        </message>
        <message>
            <source>With a short PIN the cover opens faster. It is kept in memory until the next lock.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>С коротким ПИН-кодом заслонка открывается быстрее. Он остаётся только в памяти, до следующей блокировки.</translation>
        </message>
        <message>
            <source>Choose a PIN</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Задать ПИН-код</translation>
        </message>
        <message>
            <source>%1 copies the folder of this vault to other computers, with old keys. Move it elsewhere.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 копирует папку этого хранилища на другие компьютеры вместе со старыми ключами. Перенесите её в другое место.</translation>
        </message>
        <message>
            <source>When this laptop hibernates it writes open answers to its disk in clear. Shut it down instead.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>При гибернации этот ноутбук пишет открытые ответы на диск незашифрованными. Лучше выключайте его.</translation>
        </message>
        <message>
            <source>This laptop may write open answers to its disk in clear (swap). Have the whole disk encrypted.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Этот ноутбук может писать открытые ответы на диск незашифрованными (файл подкачки). Пусть весь диск зашифруют.</translation>
        </message>
        <message>
            <source>I know</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Понятно</translation>
        </message>
    </context>
</TS>
