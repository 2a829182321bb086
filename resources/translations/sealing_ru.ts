<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>SendPage</name>
        <message>
            <source>Also write it onto a drive</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать также на носитель</translation>
        </message>
        <message>
            <source>Hold to seal</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удерживайте, чтобы запечатать</translation>
        </message>
        <message>
            <source>For those ticked alone: the key of the visit on this laptop is destroyed afterwards.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Только для отмеченных: после записи ключ посещения на этом ноутбуке уничтожается.</translation>
        </message>
        <message>
            <source>What came from others is not sealed: tick visits of this laptop alone.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>То, что пришло от других, не запечатывают: отметьте только посещения с этого ноутбука.</translation>
        </message>
        <message>
            <source>Tick two people, or one who has sent you a receipt: a lost key must not lose the visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отметьте двух человек или одного, чья расписка у вас есть: из-за одного потерянного ключа посещение не должно пропасть.</translation>
        </message>
        <message>
            <source>Afterwards nobody opens it on this laptop, nor do you: only %1. It cannot be undone.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>После этого на этом ноутбуке его не откроет никто, и вы тоже: только %1. Отменить это нельзя.</translation>
        </message>
        <message>
            <source>Seal</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запечатать</translation>
        </message>
    </context>
    <context>
        <name>SentCard</name>
        <message>
            <source>Sealed</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запечатано</translation>
        </message>
        <message>
            <source>The sealed file stays in the vault. You find it, and its receipts, in the inbox.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запечатанный файл остаётся в хранилище. Он и расписки видны на странице «Входящие».</translation>
        </message>
        <message>
            <source>Hand a copy over and ask for a receipt; then the sealed file can be removed.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Передайте копию и попросите расписку; после этого запечатанный файл можно удалить.</translation>
        </message>
    </context>
    <context>
        <name>SealedCard</name>
        <message>
            <source>Sealed on %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запечатано %1</translation>
        </message>
        <message>
            <source>Only these can open it: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть могут только: %1</translation>
        </message>
        <message>
            <source>Copy onto a drive…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Скопировать на носитель…</translation>
        </message>
        <message>
            <source>Nobody has signed for it yet: this may be the only copy.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Расписки ещё нет: возможно, это единственная копия.</translation>
        </message>
        <message>
            <source>Arrived, signed by: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Дошло, расписались: %1</translation>
        </message>
        <message>
            <source>Remove the sealed file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удалить запечатанный файл</translation>
        </message>
        <message>
            <source>Hold to remove without a receipt</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удерживайте, чтобы удалить без расписки</translation>
        </message>
    </context>
    <context>
        <name>SealedList</name>
        <message>
            <source>Sealed on this laptop</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запечатано на этом ноутбуке</translation>
        </message>
        <message>
            <source>Where to write the file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Куда записать файл</translation>
        </message>
        <message>
            <source>The copy was read back and compared: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Копия прочитана обратно и сверена: %1</translation>
        </message>
    </context>
    <context>
        <name>BundleCard</name>
        <message numerus="yes">
            <source>They sign that your bundles have arrived: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Подтверждено подписью, что ваши пакеты дошли: %n</numerusform>
                <numerusform>Подтверждено подписью, что ваши пакеты дошли: %n</numerusform>
                <numerusform>Подтверждено подписью, что ваши пакеты дошли: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not signed for yet: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Ещё без подписи: %n</numerusform>
                <numerusform>Ещё без подписи: %n</numerusform>
                <numerusform>Ещё без подписи: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Sent: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отправлено: %1</translation>
        </message>
    </context>
    <context>
        <name>PersonCard</name>
        <message>
            <source>Write a receipt…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Написать расписку…</translation>
        </message>
        <message>
            <source>Write a receipt for %1…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Написать расписку для %1…</translation>
        </message>
    </context>
    <context>
        <name>PeoplePage</name>
        <message>
            <source>Where to write the receipt</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Куда записать расписку</translation>
        </message>
        <message>
            <source>The receipt for %1 was written and read back.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Расписка для %1 записана и прочитана обратно.</translation>
        </message>
    </context>
</TS>
